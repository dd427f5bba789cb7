# kubectl kustomize
mkdir -p base bad
cat > base/kustomization.yaml <<'EOF'
resources:
- svc.yaml
- deploy.yaml
EOF

cat > base/deploy.yaml <<'EOF'
apiVersion: apps/v1
kind: Deployment
metadata:
  name: web
spec:
  replicas: 1
  selector:
    matchLabels: {app: web}
  template:
    metadata:
      labels: {app: web}
    spec:
      containers:
      - name: nginx
        image: nginx:1.27
        envFrom:
        - configMapRef: {name: conf}
EOF

cat > base/svc.yaml <<'EOF'
apiVersion: v1
kind: Service
metadata:
  name: web
spec:
  selector: {app: web}
  ports:
  - port: 80
EOF

kubectl kustomize base
cat > ns.yaml <<'EOF'
apiVersion: v1
kind: Namespace
metadata:
  name: prod
EOF

cat > kustomization.yaml <<'EOF'
namespace: prod
namePrefix: p-
nameSuffix: -s
commonLabels: {team: a}
labels:
- pairs: {tier: x}
commonAnnotations: {note: hi}
resources:
- base
- ns.yaml
images:
- name: nginx
  newTag: "1.28"
replicas:
- name: web
  count: 3
configMapGenerator:
- name: conf
  literals: [A=1]
secretGenerator:
- name: sec
  literals: [P=x]
  type: Opaque
patches:
- patch: |-
    - op: add
      path: /metadata/annotations
      value: {x: "y"}
  target: {kind: Service}
- patch: |-
    apiVersion: apps/v1
    kind: Deployment
    metadata:
      name: web
    spec:
      template:
        spec:
          containers:
          - name: nginx
            resources:
              limits: {cpu: 100m}
EOF

kubectl kustomize
kubectl kustomize .
kubectl kustomize bad
echo 'resources: [nope.yaml]' > bad/kustomization.yaml
kubectl kustomize bad
kubectl kustomize nope
kubectl apply -k nope
echo 'foo: 1' > bad/kustomization.yaml
kubectl kustomize bad
kubectl kustomize a b
