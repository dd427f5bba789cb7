# Files: create, apply, replace, delete, diff
cat > web.yaml <<'EOF'
apiVersion: apps/v1
kind: Deployment
metadata:
  name: web
  labels: {app: web}
spec:
  replicas: 2
  selector:
    matchLabels: {app: web}
  template:
    metadata:
      labels: {app: web}
    spec:
      containers:
      - name: nginx
        image: nginx:1.27
        ports:
        - containerPort: 80
        env:
        - {name: A, value: "1"}
---
apiVersion: v1
kind: Service
metadata:
  name: web
spec:
  selector: {app: web}
  ports:
  - port: 80
EOF

kubectl apply -f web.yaml --dry-run=client
kubectl apply -f web.yaml --dry-run=server
kubectl apply -f web.yaml
kubectl apply -f web.yaml
kubectl get -f web.yaml -o name
kubectl get deploy web -o jsonpath='{.metadata.annotations}{"\n"}'
sed -i 's/nginx:1.27/nginx:1.28/; s/replicas: 2/replicas: 3/' web.yaml
kubectl apply -f web.yaml
kubectl get deploy web -o jsonpath='{.spec.replicas} {.spec.template.spec.containers[0].image}{"\n"}'
sed -i '/env:/d; /name: A/d' web.yaml
kubectl apply -f web.yaml
kubectl get deploy web -o jsonpath='{.spec.template.spec.containers[0]}{"\n"}'
kubectl apply -f web.yaml -o yaml
kubectl apply -f web.yaml -o name
kubectl create -f web.yaml
kubectl replace -f web.yaml
kubectl replace -f web.yaml --dry-run=client
kubectl delete -f web.yaml
kubectl delete -f web.yaml
kubectl delete -f web.yaml --ignore-not-found
kubectl replace -f web.yaml
kubectl create -f web.yaml
kubectl create -f web.yaml --dry-run=client -o name
kubectl apply -f web.yaml
kubectl apply -f nope.yaml
kubectl apply -f .
kubectl apply
kubectl apply -f web.yaml -k .
kubectl apply -f - <<'EOF'
apiVersion: v1
kind: ConfigMap
metadata:
  name: cm
data:
  a: "1"
EOF

kubectl apply -f - <<'EOF'
apiVersion: v1
kind: ConfigMap
metadata:
  name: cm
  namespace: kube-public
data:
  b: "2"
EOF

kubectl apply -n default -f - <<'EOF'
apiVersion: v1
kind: ConfigMap
metadata:
  name: cm
  namespace: kube-public
data:
  b: "2"
EOF

kubectl apply -f - <<'EOF'
kind: ConfigMap
metadata:
  name: cm
EOF

kubectl apply -f - <<'EOF'
apiVersion: v1
metadata:
  name: cm
EOF

kubectl apply -f - <<'EOF'
a: b
  c: d
EOF

kubectl apply -f - <<'EOF'
apiVersion: v1
kind: ConfigMap
metadata:
	name: cm
EOF

kubectl apply -f - <<'EOF'
just text
EOF

kubectl apply -f - < /dev/null
kubectl create -f - <<'EOF'
apiVersion: v1
kind: ConfigMap
metadata:
  generateName: gen-
data: {}
EOF

kubectl apply -f - <<'EOF'
apiVersion: v1
kind: ConfigMap
metadata:
  generateName: gen-
EOF

kubectl apply -f - <<'EOF'
apiVersion: apps/v1
kind: Deployment
metadata:
  name: bad
spec:
  replicas: -1
  selector: {matchLabels: {a: b}}
  template:
    metadata: {labels: {a: c}}
    spec:
      containers: []
EOF

kubectl apply -f - <<'EOF'
apiVersion: v1
kind: ConfigMap
metadata:
  name: strict
dataa: {a: "1"}
EOF

kubectl create -f - --validate=false <<'EOF'
apiVersion: v1
kind: ConfigMap
metadata:
  name: loose
dataa: {a: "1"}
EOF

kubectl create cm made --from-literal=a=1
kubectl get cm made -o yaml | sed 's/a: "1"/a: "2"/' | kubectl apply -f -
kubectl get cm made -o yaml | kubectl replace -f -
kubectl apply --server-side -f web.yaml
kubectl apply --server-side --dry-run=client -f web.yaml
kubectl apply --force-conflicts -f web.yaml
kubectl delete cm made
