# --help of every command
kubectl config --help
kubectl config current-context --help
kubectl config delete-cluster --help
kubectl config delete-context --help
kubectl config delete-user --help
kubectl config get-clusters --help
kubectl config get-contexts --help
kubectl config get-users --help
kubectl config rename-context --help
kubectl config set --help
kubectl config set-cluster --help
kubectl config set-context --help
kubectl config set-credentials --help
kubectl config unset --help
kubectl config use-context --help
kubectl config view --help
