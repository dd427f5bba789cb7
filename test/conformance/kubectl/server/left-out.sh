kubectl create deployment web --image=nginx --replicas=2
kubectl scale deployment web --replicas=3
kubectl scale deployment web --current-replicas=5 --replicas=3
kubectl scale deployment nosuch --replicas=3
kubectl scale --replicas=1 deployment/web deployment/nosuch
kubectl get deployment web -o jsonpath={.spec.replicas}
kubectl auth can-i create pods
kubectl auth can-i create pods --as=system:serviceaccount:default:default
kubectl auth can-i get nodes/proxy --as=somebody
kubectl auth can-i create pods -q --as=somebody
kubectl explain pods.spec.containers.ports
kubectl explain svc.spec.type
kubectl explain netpol.spec
kubectl explain nosuch
kubectl explain pod.nosuch
cat > list.yaml <<'END'
apiVersion: v1
kind: List
items:
- apiVersion: v1
  kind: ConfigMap
  metadata: {name: one}
- apiVersion: v1
  kind: ConfigMap
  metadata: {name: two}
END

kubectl apply -f list.yaml
kubectl get -f list.yaml -o name
kubectl delete -f list.yaml
printf 'apiVersion: v1\nkind: Foo\nmetadata: {name: a}\n' | kubectl apply -f -
printf 'apiVersion: example.com/v1\nkind: Foo\nmetadata: {name: a}\n' | kubectl create -f -
kubectl attach
kubectl attach a b c
kubectl attach nosuch
kubectl cp a b
kubectl cp a
kubectl cp :a b
kubectl cp nosuch web:/tmp
kubectl cp a/b/c:d e
kubectl debug
kubectl debug web
kubectl debug web --image=busybox --target=a --copy-to=b
kubectl debug web --image=busybox --profile=nosuch
kubectl debug web --set-image=a=b
kubectl debug web --copy-to=x
kubectl debug nosuch --image=busybox
kubectl debug deployment/web --image=busybox
kubectl port-forward
kubectl port-forward web
kubectl port-forward nosuch 80
kubectl certificate approve nosuch
kubectl certificate approve
kubectl proxy --port=80 --unix-socket=/tmp/a
