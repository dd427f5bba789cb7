# Everything about one object
kubectl create deployment web --image=nginx:1.27 --replicas=2 --port=80
kubectl describe deploy web
kubectl describe deploy/web
kubectl describe deploy we
kubectl describe deploy nope
kubectl describe foo
kubectl describe
kubectl describe ns default
kubectl describe ns
kubectl create cm settings --from-literal=a=1 --from-literal=b=$'x\ny'
kubectl describe cm settings
kubectl create secret generic pass --from-literal=p=secret
kubectl describe secret pass
kubectl create service nodeport web --tcp=80:8080
kubectl describe svc web
kubectl describe sa default
kubectl describe pods
kubectl run one --image=busybox --labels=a=b --env=X=1 -- sleep 1d
kubectl describe pod one
kubectl describe pods -l a=b
kubectl annotate deploy web note='something to remember' long="$(printf 'x%.0s' $(seq 200))"
kubectl describe deploy web
kubectl describe deploy web --show-events=false
kubectl describe nodes
