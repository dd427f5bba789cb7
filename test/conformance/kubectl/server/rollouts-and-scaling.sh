# Revisions of workloads: history, undo, pause, restart, scale, autoscale
kubectl create deployment web --image=nginx:1.25 --replicas=3
kubectl annotate deployment web kubernetes.io/change-cause="first"
kubectl rollout history deployment web
kubectl rollout history deploy/web --revision=1
kubectl rollout history deploy/web --revision=7
kubectl set image deployment/web nginx=nginx:1.26 --record
kubectl set image deployment/web nosuch=nginx:1.26
kubectl set image deploy web nginx=nginx:1.26
kubectl set image deployment --all nginx=nginx:1.27
kubectl set image deployment/web '*=nginx:1.28'
kubectl rollout history deployment/web
kubectl rollout history deployment/web --revision=2
kubectl rollout undo deployment/web
kubectl rollout undo deployment/web --to-revision=1
kubectl rollout undo deployment/web --to-revision=99
kubectl rollout undo deployment/web --dry-run=client
kubectl rollout undo deployment/web --to-revision=2 --dry-run=server
kubectl rollout pause deployment/web
kubectl rollout pause deployment/web
kubectl rollout undo deployment/web
kubectl rollout restart deployment/web
kubectl rollout resume deployment/web
kubectl rollout resume deployment/web
kubectl rollout restart deployment web
kubectl rollout restart deployment -l app=nosuch
kubectl rollout status deployment nosuch
kubectl rollout status
kubectl rollout
kubectl rollout foo
kubectl rollout status pod/x
kubectl rollout history pod/x
kubectl rollout restart svc/x
kubectl create -f - <<'END'
apiVersion: apps/v1
kind: DaemonSet
metadata: {name: ds}
spec:
  selector: {matchLabels: {a: b}}
  template:
    metadata: {labels: {a: b}}
    spec: {containers: [{name: c, image: nginx}]}
---
apiVersion: apps/v1
kind: StatefulSet
metadata: {name: sts}
spec:
  serviceName: sts
  selector: {matchLabels: {a: c}}
  template:
    metadata: {labels: {a: c}}
    spec: {containers: [{name: c, image: nginx}]}
END

kubectl rollout history ds/ds
kubectl rollout history sts/sts
kubectl rollout history ds/ds --revision=1
kubectl rollout history sts/sts --revision=1
kubectl set image ds/ds c=nginx:1.2
kubectl rollout history ds
kubectl rollout undo ds/ds
kubectl rollout undo ds/ds --dry-run=client
kubectl rollout undo sts/sts
kubectl rollout restart ds,sts
kubectl rollout pause ds/ds
kubectl rollout resume sts/sts
kubectl autoscale deployment web --min=2 --max=5 --cpu-percent=80
kubectl autoscale deployment web --min=2 --max=5 --cpu=80%
kubectl autoscale deployment web --min=5 --max=2
kubectl autoscale deployment web --max=0
kubectl autoscale deployment nosuch --max=3
kubectl autoscale deployment web --max=3 --name=other --memory=500Mi
kubectl autoscale deployment web --max=3 --name=third --cpu=500m --memory=70%
kubectl get hpa
kubectl get hpa -o yaml
kubectl describe hpa web
kubectl delete hpa web
kubectl delete hpa --all
kubectl scale deployment --all --replicas=1
kubectl scale --replicas=-1 deploy/web
kubectl scale --replicas=x deploy/web
kubectl scale deploy/web
kubectl scale --replicas=1 pod/foo
kubectl scale --replicas=1 svc/kubernetes
kubectl scale --replicas=1 -f nosuch.yaml
