# Making, changing and removing
kubectl create ns dev
kubectl create ns dev
kubectl create ns BAD
kubectl create deployment web --image=nginx --replicas=2
kubectl create deployment web --image=nginx
kubectl get deploy web -o jsonpath='{.spec.replicas} {.spec.template.spec.containers[0].image}{"\n"}'
kubectl scale deploy nope --replicas=1
kubectl scale deploy web --replicas=-1
kubectl scale cm --replicas=1
kubectl set image deploy/web nginx=nginx:1.27
kubectl set image deploy/web nginx=nginx:1.27
kubectl set image deploy/web foo=nginx:1.27
kubectl set image deploy web
kubectl set image deploy/web '*=nginx:1.26' -o name
kubectl set env deploy/web A=1 B=two
kubectl set env deploy/web --list
kubectl set env deploy/web A-
kubectl set env deploy/web
kubectl set resources deploy/web --limits=cpu=200m,memory=512Mi --requests=cpu=100m
kubectl set resources deploy/web
kubectl set serviceaccount deploy/web bot
kubectl get deploy web -o jsonpath='{.spec.template.spec.containers[0]}{.spec.template.spec.serviceAccountName}{"\n"}'
kubectl label deploy web tier=front
kubectl label deploy web tier=front
kubectl label deploy web tier=back
kubectl label deploy web tier=back --overwrite
kubectl label deploy web tier-
kubectl label deploy web tier-
kubectl label deploy web
kubectl label deploy
kubectl label deploy web 'a=b c'
kubectl label deploy web a=b a-
kubectl label deploy web --list
kubectl label deploy web x=y -o yaml --dry-run=client
kubectl label ns dev env=dev team=a
kubectl label ns --all seen=yes
kubectl get ns -l seen=yes -o name
kubectl annotate deploy web note='hello world'
kubectl annotate deploy web note=bye
kubectl annotate deploy web note=bye --overwrite
kubectl annotate deploy web note-
kubectl annotate deploy web
kubectl patch deploy web -p '{"spec":{"replicas":1}}'
kubectl patch deploy web -p '{"spec":{"replicas":1}}'
kubectl patch deploy web --type=merge -p '{"metadata":{"labels":{"p":"1"}}}'
kubectl patch deploy web --type=json -p '[{"op":"replace","path":"/spec/replicas","value":2}]'
kubectl patch deploy web --type=json -p '[{"op":"remove","path":"/spec/nope"}]'
kubectl patch deploy web --type=foo -p '{}'
kubectl patch deploy web
kubectl patch deploy web -p '{bad'
kubectl patch deploy nope -p '{}'
kubectl patch deploy web -p 'spec: {replicas: 3}' -o jsonpath='{.spec.replicas}'
kubectl rollout history deploy/web
kubectl rollout pause deploy/web
kubectl rollout pause deploy/web
kubectl rollout undo deploy/web
kubectl rollout resume deploy/web
kubectl rollout resume deploy/web
kubectl rollout restart deploy/web
kubectl rollout status
kubectl rollout status cm/x
kubectl rollout restart
kubectl expose deploy web --port=80 --target-port=8080
kubectl expose deploy web --port=80 --name=web2 --type=NodePort --dry-run=client -o yaml
kubectl expose deploy web
kubectl expose deploy web --port=80 --session-affinity=Foo --name=x
kubectl expose ns dev --port=80
kubectl autoscale deploy web --min=2 --max=5 --cpu=80% --dry-run=client -o yaml
kubectl autoscale deploy web --max=0
kubectl create cm settings --from-literal=a=1 -n dev
kubectl get cm -n dev settings -o yaml
kubectl create secret generic pass --from-literal=p=secret
kubectl get secret pass -o go-template='{{.data.p | base64decode}}'
kubectl create sa bot
kubectl create service clusterip api --tcp=80:8080
kubectl get svc
kubectl delete svc api
kubectl delete svc api
kubectl delete svc api --ignore-not-found
kubectl delete cm settings -n dev --dry-run=client
kubectl delete cm settings -n dev --dry-run=server
kubectl delete cm settings -n dev -o name
kubectl delete cm --all -n dev
kubectl delete deploy web secret/pass
kubectl delete deploy/web secret/pass
kubectl delete foo bar
kubectl delete sa
kubectl delete sa bot --now --grace-period=3
kubectl delete sa bot --force --grace-period=3
kubectl delete sa bot --cascade=foo
kubectl delete sa bot --force
kubectl delete sa -l a=b
kubectl delete sa --all -l a=b
kubectl delete sa -o yaml bot
kubectl cordon foo
kubectl drain foo
kubectl drain
kubectl taint nodes foo a=b:NoSchedule
kubectl taint nodes foo a=b:Bad
kubectl taint nodes foo
kubectl taint nodes foo a=b
kubectl taint pods foo a=b:NoSchedule
kubectl wait pods/foo --for=condition=Ready
kubectl wait ns/default --for=jsonpath='{.status.phase}'=Active
kubectl wait ns/default --for=foo
kubectl wait ns/default --for=condition=Foo --timeout=0
kubectl wait ns/default --for=jsonpath=x=y=z
kubectl wait ns/nope --for=delete
kubectl logs foo
kubectl logs
kubectl logs foo -c a b
kubectl exec foo -- ls
kubectl exec foo ls
kubectl exec foo
kubectl exec
kubectl attach foo
kubectl edit deploy nope
EDITOR='sed -i s/x/x/' kubectl edit ns default

printf '#!/bin/sh\nsed -i "s/^metadata:/metadata:\\\\n  annotations: {a: b}/" "$1"\n' > ed
chmod +x ed
cat ed
KUBE_EDITOR=./ed kubectl edit ns default
kubectl get ns default -o jsonpath='{.metadata.annotations}'
KUBE_EDITOR=false kubectl edit ns default
