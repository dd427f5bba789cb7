# Flags that are still understood, and commands without what they need.
kubectl create deployment web --image=nginx
kubectl set image deployment/none nginx=nginx:1.27 --record
kubectl set image deployment/web nginx=nginx:1.27 --record
kubectl get deployment web -o jsonpath='{.metadata.annotations}'
kubectl scale deployment web --replicas=2 --record
kubectl get deployment web -o jsonpath='{.metadata.annotations}'
kubectl create -f pod.yaml --record
kubectl autoscale deployment none --min=2 --max=5 --cpu-percent=80
kubectl autoscale deployment web --min=2 --max=5 --cpu-percent=80
kubectl autoscale deployment web --min=2 --max=5 --cpu-percent=80 --cpu=50%
kubectl autoscale deployment web --max=5
kubectl autoscale deployment web --max=1 --min=3
kubectl autoscale deployment web --max=3 --dry-run=client
kubectl get --raw='/readyz?verbose'
kubectl get --raw='/livez?verbose'
kubectl get --raw='/readyz/etcd'
kubectl get --raw=/healthz
kubectl krew
kubectl plugin list
kubectl plugin
kubectl foo
kubectl ns
kubectl get
kubectl describe
kubectl create
kubectl delete
kubectl run
kubectl apply
kubectl expose
kubectl edit
kubectl rollout
kubectl exec
kubectl logs
kubectl scale
kubectl label
kubectl taint
kubectl cordon
kubectl drain
kubectl wait
kubectl patch
kubectl replace
kubectl explain
kubectl cp
kubectl certificate
kubectl attach
kubectl port-forward
kubectl debug
kubectl diff
kubectl completion
kubectl completion tcsh
