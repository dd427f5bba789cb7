# kubeconfig: from nothing to contexts, and back
kubectl config view
kubectl config current-context
kubectl config get-contexts
kubectl config get-clusters
kubectl config get-users
kubectl config use-context foo
kubectl config set-cluster c1 --server=https://127.0.0.1:6443
cat .kube/config
kubectl config set-cluster c1 --certificate-authority=nope --embed-certs
kubectl config set-cluster c1 --certificate-authority=ca.crt
kubectl config set-cluster c1 --insecure-skip-tls-verify=true
cat .kube/config
kubectl config set-cluster c1 --certificate-authority=ca.crt --insecure-skip-tls-verify
kubectl config set-credentials u1 --token=abc
kubectl config set-credentials u1 --client-certificate=a.crt --client-key=a.key
kubectl config set-credentials u1 --username=a --password=b
kubectl config set-credentials u2 --username=a --password=b --token=x
kubectl config set-context ctx --cluster=c1 --user=u1 --namespace=ns
kubectl config set-context ctx --namespace=ns2
kubectl config set-context --current --namespace=x
kubectl config set-context
kubectl config use-context ctx
kubectl config use ctx
kubectl config set-context --current --namespace=x
kubectl config current-context
kubectl config get-contexts
kubectl config get-contexts ctx
kubectl config get-contexts -o name
kubectl config get-contexts nope
kubectl config get-contexts --no-headers
kubectl config get-contexts -o yaml
kubectl config view
kubectl config view --raw
kubectl config view --minify
kubectl config view -o json
kubectl config view -o jsonpath='{.clusters[0].name}'
kubectl config view --minify -o jsonpath='{..namespace}'
kubectl config view -o jsonpath='{.users[?(@.name=="u1")].user.username}'
kubectl config get-clusters
kubectl config get-users
cat .kube/config
printf 'CERT' > ca.pem
kubectl config set-cluster c1 --certificate-authority=ca.pem --embed-certs
kubectl config view
kubectl config view --raw
kubectl config rename-context ctx c2
kubectl config rename-context nope c2
kubectl config set clusters.c1.server https://127.0.0.1:1
kubectl config set foo.bar x
kubectl config unset contexts.c2.namespace
kubectl config unset foo
kubectl config set current-context abc
kubectl config current-context
kubectl get pods
kubectl get pods --context=zzz
kubectl config delete-context c2
kubectl config delete-cluster c1
kubectl config delete-user u1
kubectl config delete-user u9
kubectl config delete-context zz
kubectl config delete-cluster zz
kubectl config view
kubectl config unset current-context
kubectl config view --minify
kubectl get pods --kubeconfig=/nope
kubectl config view --kubeconfig=/nope
kubectl config view --flatten
kubectl config use-context
kubectl config set a
kubectl config set-context a b
kubectl config view --minify --context=foo
kubectl get pods --cluster=foo
kubectl get pods --user=foo
kubectl config set users.u5.token abc
kubectl config set contexts.x.cluster y
kubectl config set clusters.my.insecure-skip-tls-verify true
kubectl config set clusters.my.insecure-skip-tls-verify maybe
kubectl config view --raw -o yaml
KUBECONFIG=one:two kubectl config set-context zz --user=me
cat two
KUBECONFIG=two:.kube/config kubectl config get-contexts
KUBECONFIG=two:.kube/config kubectl config view
kubectl config set-cluster
kubectl config set-credentials
kubectl config rename-context a
kubectl config delete-context
kubectl config unset
kubectl config get-clusters foo
kubectl config view foo
