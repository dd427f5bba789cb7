# Patches of every type, of many kinds, and what is wrong with some
kubectl create deployment web --image=nginx
kubectl patch deployment web -p '{"spec":{"replicas":3}}'
kubectl patch deployment web -p '{"spec":{"replicas":3}}'
kubectl patch deployment web --type=json -p='[{"op":"replace","path":"/spec/replicas","value":4}]'
kubectl patch deployment web --type=json -p='[{"op": "add", "path": "/spec/template/spec/containers/0/args", "value": ["--kubelet-insecure-tls"]}]'
kubectl patch deployment web --type=json -p='[{"op": "add", "path": "/spec/template/spec/containers/0/args/-", "value": "--x"}]'
kubectl patch deployment web --type=json -p='[{"op": "remove", "path": "/spec/nosuch"}]'
kubectl patch deployment web --type=json -p='[{"op": "test", "path": "/spec/replicas", "value": 9}]'
kubectl patch deployment web --type=json -p='[{"op": "jump", "path": "/spec/replicas", "value": 9}]'
kubectl patch deployment web --type=json -p='{"a":1}'
kubectl patch deployment web --type=json -p='[{"op": "add", "path": "/spec/template/spec/containers/0/resources", "value": {"requests": {"cpu": "100m", "memory": "64Mi"}, "limits": {"cpu": "200m"}}}]'
kubectl patch deployment web --type=json -p='[{"op": "add", "path": "/spec/template/spec/volumes", "value": [{"name": "cache-storage", "persistentVolumeClaim": {"claimName": "processor-cache"}}]}]'
kubectl patch deployment web --type=json -p='[{"op": "add", "path": "/spec/template/spec/containers/-", "value": {"name": "log-agent", "image": "fluentd:latest"}}]'
kubectl get deploy web -o yaml | grep -v uid
kubectl patch deployment web --type=merge -p '{"spec":{"template":{"spec":{"containers":[{"name":"c","image":"x"}]}}}}'
kubectl patch deployment web --type=strategic -p '{"spec":{"template":{"spec":{"containers":[{"name":"c","image":"y"}]}}}}'
kubectl patch deployment web --type=foo -p '{}'
kubectl patch deployment web -p 'spec: {replicas: 1}'
kubectl patch deployment web -p '{"spec":{"replicas":"x"}}'
kubectl patch deployment web -p '{"spec":{"replica":1}}'
kubectl patch deployment web -p '{"spec":{"replicas":-1}}'
kubectl patch deployment web -p '{"spec":{"selector":{"matchLabels":{"x":"y"}}}}'
kubectl patch deployment web -p '{bad'
kubectl patch deployment web
kubectl patch deployment web -p '{}'
kubectl patch deployment nosuch -p '{}'
kubectl patch -p '{}'
printf 'spec:\n  replicas: 2\n' > patch.yaml; kubectl patch deployment web --patch-file patch.yaml
kubectl patch deployment web --patch-file nosuch.yaml
kubectl patch deployment web --patch-file patch.yaml -p '{}'
kubectl patch deployment web --subresource=scale --type=merge -p '{"spec":{"replicas":5}}'
kubectl patch deployment web --subresource=status --type=merge -p '{"status":{"replicas":9}}'
kubectl patch deployment web --subresource=foo --type=merge -p '{}'
kubectl patch deployment web --dry-run=client -p '{"spec":{"replicas":7}}' -o yaml | grep replicas
kubectl patch deployment web --dry-run=server -p '{"spec":{"replicas":7}}'
kubectl patch deployment web -p '{"metadata":{"labels":{"a":null,"b":"c"}}}' -o name
kubectl patch -f patch.yaml -p '{}'
kubectl patch --local -f patch.yaml -p '{}'
kubectl create svc nodeport web --tcp=80:80 --node-port=30100
kubectl patch svc web -p '{"spec":{"type":"ClusterIP"}}'
kubectl patch svc web --type='json' -p='[{"op":"replace","path":"/spec/ports/0/targetPort","value":8080}]'
kubectl patch svc web --type=json -p='[{"op":"remove","path":"/spec/selector/version"}]'
kubectl patch svc web --type=json -p='[{"op":"replace","path":"/spec/selector/app","value":"checkout-api"}]'
kubectl patch svc web --type=json -p='[{"op":"replace","path":"/spec/ports/0/nodePort","value":30080}]'
kubectl patch svc web -p '{"spec":{"type":"NodePort","ports":[{"port":80,"nodePort":99}]}}'
kubectl patch svc web -p '{"spec":{"clusterIP":"10.0.0.77"}}'
kubectl patch svc web -p '{"spec":{"type":"LoadBalancer"}}'
kubectl patch svc web -p '{"spec":{"externalIPs":["1.2.3.4"]}}'
kubectl patch svc web -p '{"spec":{"sessionAffinity":"ClientIP"}}'
kubectl patch svc web -p '{"spec":{"sessionAffinity":"Foo"}}'
kubectl get svc web -o yaml | grep -v uid
kubectl run p --image=nginx
kubectl patch pod p -p '{"spec":{"containers":[{"name":"p","image":"httpd"}]}}'
kubectl patch pod p --type=json -p='[{"op": "replace", "path": "/spec/containers/0/image", "value":"new image"}]'
kubectl patch pod p -p '{"spec":{"nodeName":"x"}}'
kubectl patch pod p -p '{"spec":{"containers":[{"name":"p","ports":[{"containerPort":80}]}]}}'
kubectl patch pod p -p '{"metadata":{"finalizers":["example.com/a"]}}'
kubectl delete pod p --wait=false
kubectl get pod p -o jsonpath='{.metadata.finalizers}'
kubectl patch pod p --type=json -p='[{"op": "remove", "path": "/metadata/finalizers"}]'
kubectl get pod p
kubectl patch storageclass standard -p '{"metadata":{"annotations":{"storageclass.kubernetes.io/is-default-class":"true"}}}'
kubectl create cm c --from-literal=a=b
kubectl patch cm c -p '{"data":{"a":"c","d":"e"}}'
kubectl patch cm c --type merge -p '{"data":null}'
kubectl patch secret s -p '{}'
kubectl create secret generic s --from-literal=a=b
kubectl patch secret s -p '{"stringData":{"x":"y"}}'
kubectl patch secret s -p '{"data":{"x":"!"}}'
kubectl patch secret s -p '{"immutable":true}'
kubectl patch secret s -p '{"data":{"a":"eA=="}}'
kubectl patch ns default -p '{"metadata":{"labels":{"x":"y"}}}'
kubectl patch sa default -p '{"imagePullSecrets": [{"name": "x"}]}'
kubectl patch node nosuch -p '{"spec":{"unschedulable":true}}'
kubectl patch pv nosuch --type=json -p='[{"op":"remove","path":"/spec/claimRef"}]'
