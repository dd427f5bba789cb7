# Lines of exercises about Pods: making, listing, selecting, sorting and printing them.
cat > pod.yaml <<'END'
apiVersion: v1
kind: Pod
metadata:
  name: demo
  labels: {app: demo}
spec:
  containers:
  - name: c
    image: nginx
    env:
    - {name: A, value: b}
    ports: [{containerPort: 80}]
END

kubectl create -f pod.yaml
kubectl apply -f pod.yaml
kubectl replace --force -f pod.yaml
kubectl replace -f pod.yaml
kubectl get pod demo -o yaml | grep -v uid
kubectl get pod demo -o json | grep -c name
kubectl describe pod demo
kubectl get -f pod.yaml
kubectl delete -f pod.yaml --now
kubectl delete -f pod.yaml
kubectl delete -f pod.yaml --ignore-not-found
kubectl run nginx --image=nginx --dry-run=client -o yaml
kubectl run nginx --image=nginx --dry-run=client -o yaml > f.yaml
kubectl create -f f.yaml
kubectl run nginx --image=nginx
kubectl run web --image=nginx --port=80 --expose
kubectl run web2 --image=nginx --expose
kubectl run busy --image=busybox --restart=Never --command -- sleep 3600
kubectl run ov --image=nginx --overrides='{"spec":{"nodeName":"x"}}'
kubectl run e --image=nginx --env=A=b --env=C=d --labels=x=y,z=w --dry-run=client -o yaml
kubectl run s --image=nginx --serviceaccount=foo
kubectl run j --image=busybox --restart=OnFailure -- date
kubectl get pods --sort-by=.metadata.name
kubectl get pods --sort-by=.spec.nodeName
kubectl get pods --sort-by=.foo
kubectl get pods --field-selector=status.phase!=Running
kubectl get pods --field-selector=foo=bar
kubectl get pods --show-labels --no-headers
kubectl get pods -l 'app in (web,demo)'
kubectl get pods -l run=nginx,x!=y
kubectl get pods -l '!run'
kubectl get pods -L run,app
kubectl get pod nginx --template='{{.metadata.name}}'
kubectl get pods -o go-template='{{range .items}}{{.metadata.name}}{{"\n"}}{{end}}'
kubectl get pods -o go-template --template='{{len .items}}'
kubectl get pod nginx -o jsonpath='{.metadata.labels.run}{"\t"}{.spec.containers[0].image}{"\n"}'
kubectl get pod nginx -o jsonpath='{.spec.containers[*].name}'
kubectl get pod nginx -o jsonpath='{..image}'
kubectl get pod nginx -o jsonpath='{.spec.containers[0].resources}'
kubectl get pod nginx -o jsonpath='{.nothing}'
kubectl get pod nginx -o jsonpath='{.spec.tolerations[?(@.key=="node.kubernetes.io/not-ready")].effect}'
kubectl get pods -o jsonpath="{range .items[*]}{.metadata.name}{'\n'}{end}"
kubectl get pods -o jsonpath='{range .items[*]}{@.metadata.name}{"\t"}{@.status.phase}{"\n"}{end}'
kubectl get pods -o jsonpath='{.items[-1:].metadata.name}'
kubectl get pods -o jsonpath='{.items[0:2].metadata.name}'
kubectl get pods -o jsonpath='{.items[*]['metadata.name', 'status.phase']}'
kubectl get pods -o jsonpath='{.items['
kubectl get pods -o custom-columns=NAME:.metadata.name,IMAGE:.spec.containers[*].image
kubectl get pods -o custom-columns=NAME:.metadata.name,X:.foo.bar --no-headers
kubectl get pods -o custom-columns=NAME
kubectl get pods -o foo
kubectl get pods nginx web
kubectl get pod/nginx service/web
kubectl get pods,services
kubectl get po,svc,deploy,rs,ds,sts,job,cj,ing,netpol,cm,secret,sa
kubectl get all -A
kubectl get all --all-namespaces -o name
kubectl get pods foo bar
kubectl get foo
kubectl get pods -n nowhere
kubectl get ns
