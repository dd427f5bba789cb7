# --help of every command
kubectl --help
kubectl expose --help
kubectl run --help
kubectl set --help
kubectl set env --help
kubectl set image --help
kubectl set resources --help
kubectl set selector --help
kubectl set serviceaccount --help
kubectl set subject --help
kubectl explain --help
kubectl get --help
kubectl edit --help
kubectl delete --help
kubectl rollout --help
kubectl rollout history --help
kubectl rollout pause --help
kubectl rollout restart --help
kubectl rollout resume --help
kubectl rollout status --help
kubectl rollout undo --help
kubectl scale --help
kubectl autoscale --help
