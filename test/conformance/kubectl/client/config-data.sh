# ConfigMaps and Secrets from literals and files
kubectl create configmap cm --from-literal=a=1 --from-literal=b=two --dry-run=client -o yaml
kubectl create configmap cm --dry-run=client -o yaml
kubectl create cm cm --from-literal=a --dry-run=client
kubectl create cm cm --from-literal==a --dry-run=client
kubectl create cm cm --from-literal=a=1 --from-literal=a=2 --dry-run=client
kubectl create cm cm --from-literal='a b=1' --dry-run=client
kubectl create cm cm --from-literal=..a=1 --dry-run=client
printf 'x=1\ny = 2\n' > app.properties
kubectl create cm cm --from-file=app.properties --dry-run=client -o yaml
kubectl create cm cm --from-file=key=app.properties --dry-run=client -o json
mkdir -p conf
printf 'one' > conf/1.txt
printf 'two\n' > conf/2.txt
kubectl create cm cm --from-file=conf --dry-run=client -o yaml
kubectl create cm cm --from-file=conf/ --dry-run=client -o yaml
kubectl create cm cm --from-file=k=conf --dry-run=client
kubectl create cm cm --from-file=nope --dry-run=client
kubectl create cm cm --from-file=a=b=c --dry-run=client
kubectl create cm cm --from-file==b --dry-run=client
kubectl create cm cm --from-file=b= --dry-run=client
printf '# comment\nA=1\nB=x y\n\n  C=3\n' > env
kubectl create cm cm --from-env-file=env --dry-run=client -o yaml
kubectl create cm cm --from-env-file=env --from-literal=a=b --dry-run=client
kubectl create cm cm --from-env-file=nope --dry-run=client
kubectl create cm cm --from-literal=a=1 --append-hash --dry-run=client -o yaml
kubectl create secret generic s --from-literal=user=admin --from-literal=pass='s3cr3t!' --dry-run=client -o yaml
kubectl create secret generic s --from-file=app.properties --type=Opaque --dry-run=client -o json
kubectl create secret generic s --dry-run=client -o yaml
kubectl create secret generic s --from-literal=a=1 --append-hash --dry-run=client -o name
kubectl create secret generic s --from-literal='a b=1' --dry-run=client
kubectl create secret generic s --from-literal=a=1 --from-literal=a=1 --dry-run=client
kubectl create secret generic s --from-literal=a=1 --dry-run=client -o 'go-template={{.data.a | base64decode}}'
kubectl create secret docker-registry reg --docker-username=bob --docker-password=pw --docker-email=b@x.org --dry-run=client -o yaml
kubectl create secret docker-registry reg --docker-username=bob --docker-password=pw --docker-server=r.io --dry-run=client -o json
kubectl create secret docker-registry reg --dry-run=client
kubectl create secret tls t --dry-run=client
kubectl create secret tls t --cert=nope.crt --key=nope.key --dry-run=client
kubectl create secret tls t --cert=env --key=env --dry-run=client
