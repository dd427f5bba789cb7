# ReplicationControllers: made, scaled, described, deleted
kubectl create -f - <<'END'
apiVersion: v1
kind: ReplicationController
metadata: {name: old}
spec:
  replicas: 2
  selector: {app: old}
  template:
    metadata: {labels: {app: old}}
    spec: {containers: [{name: c, image: nginx, ports: [{containerPort: 80}]}]}
END

kubectl get rc
kubectl get rc -o wide
kubectl get pods -o custom-columns=OWNER:.metadata.ownerReferences[0].kind,APP:.metadata.labels.app
kubectl describe rc old
kubectl scale rc old --replicas=3
kubectl get rc old -o jsonpath='{.spec.replicas} {.status}'
kubectl expose rc old --port=80
kubectl get svc old -o jsonpath='{.spec.selector}'
kubectl autoscale rc old --max=5
kubectl rollout status rc/old
kubectl set image rc/old c=httpd
kubectl get all -l app=old -o name
kubectl delete rc old --cascade=orphan
kubectl get pods --no-headers
kubectl delete pods --all --force --grace-period=0 2>/dev/null | wc -l
kubectl explain rc.spec.selector
