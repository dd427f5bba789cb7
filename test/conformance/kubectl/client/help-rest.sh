# --help of every command
kubectl certificate --help
kubectl certificate approve --help
kubectl certificate deny --help
kubectl cluster-info --help
kubectl cluster-info dump --help
kubectl top --help
kubectl top node --help
kubectl top pod --help
kubectl cordon --help
kubectl uncordon --help
kubectl drain --help
kubectl taint --help
kubectl describe --help
kubectl logs --help
kubectl attach --help
kubectl exec --help
kubectl port-forward --help
kubectl proxy --help
kubectl cp --help
kubectl auth --help
kubectl auth can-i --help
kubectl auth reconcile --help
kubectl auth whoami --help
kubectl debug --help
kubectl events --help
kubectl diff --help
kubectl apply --help
kubectl apply edit-last-applied --help
kubectl apply set-last-applied --help
kubectl apply view-last-applied --help
kubectl patch --help
kubectl replace --help
kubectl wait --help
kubectl kustomize --help
kubectl label --help
kubectl annotate --help
kubectl completion --help
kubectl alpha --help
kubectl alpha kuberc --help
kubectl alpha kuberc set --help
kubectl alpha kuberc view --help
kubectl api-resources --help
kubectl api-versions --help
kubectl plugin --help
kubectl plugin list --help
kubectl version --help
