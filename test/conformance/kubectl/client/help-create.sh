# --help of every command
kubectl create --help
kubectl create clusterrole --help
kubectl create clusterrolebinding --help
kubectl create configmap --help
kubectl create cronjob --help
kubectl create deployment --help
kubectl create ingress --help
kubectl create job --help
kubectl create namespace --help
kubectl create poddisruptionbudget --help
kubectl create priorityclass --help
kubectl create quota --help
kubectl create role --help
kubectl create rolebinding --help
kubectl create secret --help
kubectl create secret docker-registry --help
kubectl create secret generic --help
kubectl create secret tls --help
kubectl create service --help
kubectl create service clusterip --help
kubectl create service externalname --help
kubectl create service loadbalancer --help
kubectl create service nodeport --help
kubectl create serviceaccount --help
kubectl create token --help
