# Roles, bindings, who may do what, and reconciling them
kubectl create role pod-reader --verb=get,list,watch --resource=pods
kubectl create role r2 --verb=get --resource=pods --resource-name=a --resource-name=b
kubectl create role r3 --verb=get,list --resource=rs.apps,deployments.apps/scale
kubectl create role r4 --verb='*' --resource='*'
kubectl create role r4 --verb=get --resource=nosuch
kubectl create role r5 --verb=foo --resource=pods
kubectl create role r6 --resource=pods
kubectl create role r7 --verb=get
kubectl create role pod-reader --verb=get --resource=pods
kubectl create role rdry --verb=get --resource=pods,svc,deploy --dry-run=client -o yaml
kubectl create clusterrole cr1 --verb=get,list --resource=nodes
kubectl create clusterrole cr2 --verb=get --non-resource-url=/logs/*
kubectl create clusterrole cr3 --aggregation-rule="rbac.example.com/aggregate-to-monitoring=true"
kubectl create clusterrole cr4 --verb=get --resource=nodes --non-resource-url=/x
kubectl create clusterrole cr5 --verb=create --resource=pods,svc --dry-run=client -o yaml
kubectl create rolebinding rb1 --role=pod-reader --user=jane
kubectl create rolebinding rb2 --clusterrole=view --serviceaccount=default:default --group=devs
kubectl create rolebinding rb3 --role=pod-reader --serviceaccount=foo
kubectl create rolebinding rb4
kubectl create rolebinding rb4 --role=a --clusterrole=b
kubectl create rolebinding rb5 --role=nosuch --user=x
kubectl create clusterrolebinding crb1 --clusterrole=cr1 --user=jane
kubectl create clusterrolebinding crb2 --clusterrole=cluster-admin --serviceaccount=kube-system:foo
kubectl create clusterrolebinding crb3
kubectl create sa dev
kubectl create sa dev
kubectl create token dev | cut -d. -f1
kubectl create token nosuch
kubectl create token dev --duration=5m | wc -c | tr -d ' ' | cut -c1
kubectl create token dev --duration=-1s
kubectl get roles
kubectl get roles,rolebindings
kubectl get rolebindings -o wide
kubectl get clusterroles cr1 cr2 cr3
kubectl get clusterrolebindings crb1 crb2 -o wide
kubectl get role pod-reader -o yaml | grep -v uid
kubectl describe role pod-reader
kubectl describe role r2
kubectl describe role r3
kubectl describe role r4
kubectl describe clusterrole cr1
kubectl describe clusterrole cr2
kubectl describe clusterrole cr3
kubectl describe rolebinding rb1
kubectl describe rolebinding rb2
kubectl describe clusterrolebinding crb2
kubectl describe clusterrole view | head -20
kubectl describe clusterrole cluster-admin
kubectl describe sa dev
kubectl auth can-i list pods --as=jane
kubectl auth can-i list pods --as=jane -n kube-system
kubectl auth can-i delete pods --as=jane
kubectl auth can-i list nodes --as=jane
kubectl auth can-i get pods --subresource=log --as=jane
kubectl auth can-i get pods/log --as=jane
kubectl auth can-i '*' '*'
kubectl auth can-i '*' '*' --as=jane
kubectl auth can-i list foo
kubectl auth can-i foo pods
kubectl auth can-i get /logs/
kubectl auth can-i get /logs/ --as=jane
kubectl auth can-i --list --as=jane
kubectl auth can-i --list --as=system:serviceaccount:default:default
kubectl auth can-i --list --as=jane --no-headers
kubectl auth can-i list pods --as=system:serviceaccount:default:default
kubectl auth can-i list pods --as=x --as-group=devs --all-namespaces
kubectl auth can-i list pods -A --as=jane
kubectl auth can-i get pod/foo --as=jane
kubectl auth can-i list deployments.apps --as=jane
kubectl auth can-i list deployments.extensions --as=jane
kubectl auth can-i
kubectl auth can-i list
kubectl auth
kubectl auth foo
kubectl auth whoami
kubectl auth whoami --as=jane
kubectl auth whoami -o yaml
kubectl auth whoami -o jsonpath='{.status.userInfo.username}'
kubectl get pods --as=jane
kubectl get pods --as=jane -n kube-system
kubectl get nodes --as=bob
kubectl delete pod x --as=jane
kubectl run x --image=nginx --as=jane
kubectl get svc --as=jane
kubectl get pods -A --as=jane
cat > rbac.yaml <<'END'
apiVersion: rbac.authorization.k8s.io/v1
kind: Role
metadata: {name: pod-reader, namespace: default}
rules:
- {apiGroups: [""], resources: [secrets], verbs: [get]}
---
apiVersion: rbac.authorization.k8s.io/v1
kind: RoleBinding
metadata: {name: rb1, namespace: default}
roleRef: {apiGroup: rbac.authorization.k8s.io, kind: Role, name: pod-reader}
subjects:
- {kind: User, name: bill, apiGroup: rbac.authorization.k8s.io}
---
apiVersion: rbac.authorization.k8s.io/v1
kind: ClusterRole
metadata: {name: newcr}
rules:
- {apiGroups: [""], resources: [secrets], verbs: [get]}
END

kubectl auth reconcile -f rbac.yaml
kubectl auth reconcile -f rbac.yaml
kubectl auth reconcile -f rbac.yaml --remove-extra-subjects --remove-extra-permissions
kubectl auth reconcile -f rbac.yaml --dry-run=client
kubectl auth reconcile -f rbac.yaml --dry-run=server -o name
kubectl auth reconcile -f nosuch.yaml
kubectl auth reconcile
kubectl describe rolebinding rb1
sed -i 's/name: pod-reader}/name: other}/' rbac.yaml; kubectl apply -f rbac.yaml
kubectl set subject rolebinding rb1 --user=amy
kubectl set subject clusterrolebinding crb1 --serviceaccount=default:dev --group=g
kubectl set serviceaccount deployment nosuch dev
kubectl delete role pod-reader r2
kubectl delete rolebinding --all
kubectl delete clusterrole cr1 cr2 cr3 newcr
kubectl delete clusterrolebinding crb1 crb9
