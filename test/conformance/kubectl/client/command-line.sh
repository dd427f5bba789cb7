# How words become commands and flags
kubectl foo
kubectl gett pods
kubectl --foo
kubectl -x
kubectl get --foo
kubectl get -x
kubectl get -n
kubectl get --namespace
kubectl create foo
kubectl create deploy
kubectl create secret foo
kubectl create secret
kubectl config foo
kubectl config
kubectl set foo
kubectl set
kubectl rollout foo
kubectl rollout
kubectl auth foo
kubectl auth
kubectl top
kubectl top foo
kubectl certificate
kubectl certificate foo
kubectl alpha
kubectl alpha foo
kubectl plugin
kubectl plugin foo
kubectl plugin list
kubectl apply foo
kubectl options
kubectl options foo
kubectl options --foo
kubectl options -h
kubectl help
kubectl help get
kubectl help foo
kubectl help create deployment
kubectl -h get
kubectl get -h
kubectl scale
kubectl run
kubectl run a
kubectl autoscale
kubectl create cronjob
kubectl version --client
kubectl version --client -o yaml
kubectl version --client -o json
kubectl version --client -ojson
kubectl version --client -o=json
kubectl version --client --output json
kubectl version --client -o foo
kubectl version --client=abc
kubectl version foo
kubectl version --client=false --client=true
kubectl --v=1 version --client
kubectl get pods --request-timeout=abc
kubectl lis
kubectl rm
kubectl ps
kubectl describ
kubectl CREATE
kubectl create deployment --help=maybe
kubectl wait --timeout=10
kubectl wait --timeout=abc
kubectl wait --timeout=5x
kubectl completion
kubectl completion foo
kubectl get --=x
kubectl
