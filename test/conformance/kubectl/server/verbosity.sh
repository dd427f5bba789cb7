# What -v shows of the requests behind a command; the six feature gates come in any order, bodies and headers differ from server to server
kubectl get pods >/dev/null 2>&1
kubectl get pods -v=1 2>&1 | grep -v '"Feature gate'
kubectl get pods -v=6 2>&1 | grep -v '"Feature gate' | sed 's/milliseconds=[0-9]*//'
kubectl get pods -v=6 2>&1 | grep -c '"Feature gate default state" feature="InOrder'
kubectl get pods -v=7 2>&1 | grep -v '"Feature gate' | sed 's/milliseconds=[0-9]*//'
kubectl get pod nosuch -v=6 2>&1 | grep -v '"Feature gate' | sed 's/milliseconds=[0-9]*//'
kubectl delete cm kube-root-ca.crt -v=6 --wait=false 2>&1 >/dev/null | grep -v '"Feature gate' | sed 's/milliseconds=[0-9]*//'
kubectl get pods -v=8 2>&1 | grep -A 5 'Request" verb'
kubectl get ev
kubectl get --raw /api/v1/nosuch
kubectl get --raw /api/v1/namespaces/default/pods/x
kubectl explain pods pods
