# Reading what is there
kubectl get nodes
kubectl get ns
kubectl get namespaces -o name
kubectl get all
kubectl get pods
kubectl get pods -A
kubectl get pods -n kube-system
kubectl get foo
kubectl get pods foo
kubectl get pod/foo deploy/bar
kubectl get pods,svc
kubectl get
kubectl get pods -o foo
kubectl get pods --show-labels -o yaml
kubectl get pods -w --output-watch-events=false --watch=false
kubectl get pods --output-watch-events
kubectl get ns default -o yaml
kubectl get ns default -o json
kubectl get ns default kube-system -o name
kubectl get ns default nope kube-system
kubectl get ns -o yaml
kubectl get ns -o jsonpath='{.items[*].metadata.name}'
kubectl get ns -o jsonpath='{range .items[*]}{.metadata.name}{"\t"}{.status.phase}{"\n"}{end}'
kubectl get ns -o custom-columns=NAME:.metadata.name,PHASE:.status.phase
kubectl get ns -o custom-columns=NAME:metadata.name,X:.nope --no-headers
kubectl get ns -o custom-columns=NAME
kubectl get ns -o custom-columns=
kubectl get ns -o go-template='{{range .items}}{{.metadata.name}} {{end}}'
kubectl get ns --no-headers
kubectl get ns --show-labels
kubectl get ns -L kubernetes.io/metadata.name
kubectl get ns -l kubernetes.io/metadata.name=default
kubectl get ns -l 'kubernetes.io/metadata.name in (default,kube-public)'
kubectl get ns -l 'a=='b
kubectl get ns -l 'a in b'
kubectl get ns --field-selector metadata.name=default
kubectl get ns --field-selector status.phase!=Active
kubectl get ns --field-selector foo=bar
kubectl get ns --sort-by=.metadata.name
kubectl get ns --sort-by='{.metadata.creationTimestamp}' -o name
kubectl get ns --sort-by=.nope
kubectl get ns default --ignore-not-found
kubectl get ns nope --ignore-not-found
kubectl get namespaces/default
kubectl get namespaces/default pods
kubectl get namespaces//default
kubectl get NS default
kubectl get Namespace default
kubectl get deploy.apps
kubectl get deployments.v1.apps
kubectl get deployments.v2.apps
kubectl get --raw /version
kubectl get --raw /healthz
kubectl get --raw /nope
kubectl get --raw version
kubectl get --raw /version pods
kubectl get -f nope.yaml
kubectl get svc -A
kubectl get cm -n kube-system
kubectl get ns --chunk-size=2
kubectl get ns default -o wide
kubectl get ns default --show-kind
kubectl get ns default -o jsonpath='{.metadata.nope}'
kubectl get pods -n nope
kubectl get -n nope ns default
kubectl version
kubectl version -o yaml
kubectl api-resources
kubectl api-resources -o name
kubectl api-resources -o wide
kubectl api-resources --namespaced=false
kubectl api-resources --api-group=apps
kubectl api-resources --sort-by=kind --no-headers
kubectl api-resources --verbs=list,watch --namespaced -o name
kubectl api-resources foo
kubectl api-resources --sort-by=foo
kubectl api-resources --categories=all
kubectl api-versions
kubectl cluster-info
kubectl top nodes
kubectl top pods
kubectl auth can-i create pods
kubectl auth can-i '*' '*'
kubectl auth can-i list foo
kubectl auth can-i foo pods
kubectl auth can-i get nodes
kubectl auth can-i get pods/log
kubectl auth can-i get pods --subresource=log
kubectl auth can-i get /healthz
kubectl auth can-i create pods --as=bob
kubectl auth can-i create pods --as=bob -q
kubectl auth can-i
kubectl auth can-i get
kubectl auth whoami
kubectl auth whoami -o yaml
kubectl auth whoami --as=bob
