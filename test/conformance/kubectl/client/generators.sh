# What every generator makes, without a server
kubectl create deployment web --image=nginx --dry-run=client -o yaml
kubectl create deployment web --image=nginx --dry-run=client -o json
kubectl create deployment web --image=nginx:1.27 --replicas=3 --port=80 --dry-run=client -o yaml
kubectl create deployment web --image=nginx --dry-run=client
kubectl create deployment web --image=nginx --dry-run=client -o name
kubectl create deployment web --image=nginx --image=redis:7 --dry-run=client -o yaml
kubectl create deployment web --image=reg.example.com:5000/team/app@sha256:abc --dry-run=client -o yaml -- sleep 1d
kubectl create deploy web --image=busybox -n dev --dry-run=client -o yaml -- sh -c 'echo hi; sleep 5'
kubectl create deployment web --image=a --image=b --dry-run=client -o yaml -- date
kubectl create deployment --image=nginx
kubectl create deployment a b --image=nginx
kubectl create deployment web --image=nginx --replicas=abc
kubectl create deployment web --image=nginx -r abc
kubectl create deployment web --image=nginx --dry-run=foo
kubectl create deployment web --image=nginx --dry-run -o name
kubectl create deployment web --image=nginx --dry-run=true -o name
kubectl create deployment web --image=nginx --dry-run=client -o foo
kubectl create deployment web --image=nginx --dry-run=client --save-config -o yaml
kubectl create deployment web --image=nginx --dry-run=client --validate=foo
kubectl create job pi --image=perl --dry-run=client -o yaml -- perl -e 'print 1'
kubectl create job pi --image=perl --dry-run=client -o json
kubectl create job pi
kubectl create job pi --image=a --from=cronjob/b
kubectl create job pi --from=cronjob/b -- date
kubectl create cronjob hello --image=busybox --schedule='*/1 * * * *' --dry-run=client -o yaml -- date
kubectl create cj hello --image=busybox --schedule='*/1 * * * *' --restart=Never --dry-run=client -o json
kubectl create namespace dev --dry-run=client -o yaml
kubectl create ns dev --dry-run=client -o json
kubectl create ns
kubectl create serviceaccount bot --dry-run=client -o yaml
kubectl create sa bot -n x --dry-run=client -o json
kubectl create service clusterip web --tcp=80:8080 --dry-run=client -o yaml
kubectl create svc clusterip web --tcp=80 --tcp=443:https --dry-run=client -o json
kubectl create service clusterip web --clusterip=None --dry-run=client -o yaml
kubectl create service clusterip web --dry-run=client -o yaml
kubectl create service clusterip web --tcp=abc --dry-run=client
kubectl create service clusterip web --tcp=80:http_x --dry-run=client
kubectl create service nodeport web --tcp=80:8080 --node-port=30080 --dry-run=client -o yaml
kubectl create service loadbalancer web --tcp=80:8080 --dry-run=client -o yaml
kubectl create service externalname web --external-name=example.com --dry-run=client -o yaml
kubectl create service externalname web --external-name=BAD_NAME --dry-run=client
kubectl create service externalname web
kubectl create priorityclass high --value=1000000 --dry-run=client -o yaml
kubectl create priorityclass high --value=1000 --global-default --description='for all' --preemption-policy=Never --dry-run=client -o json
kubectl create priorityclass high --value=1000000 --dry-run=client -o 'go-template={{.value}}'
kubectl create poddisruptionbudget pdb --selector=app=web --min-available=1 --dry-run=client -o yaml
kubectl create pdb pdb --selector=app=web,tier!=x --max-unavailable=50% --dry-run=client -o json
kubectl create pdb pdb --min-available=1 --dry-run=client
kubectl create pdb pdb --selector=a=b --dry-run=client
kubectl create pdb pdb --selector=a=b --min-available=1 --max-unavailable=1
kubectl create pdb pdb --selector=a=b --min-available=1Gb
kubectl create quota q --hard=cpu=1,memory=1Gi,pods=10 --dry-run=client -o yaml
kubectl create quota q --hard=cpu=1000m,memory=1024Mi --scopes=BestEffort,Terminating --dry-run=client -o json
kubectl create quota q --dry-run=client -o yaml
kubectl create quota q --hard=cpu --dry-run=client
kubectl create quota q --hard=cpu=x --dry-run=client
kubectl create rolebinding rb --role=reader --user=bob --group=devs --serviceaccount=default:bot --dry-run=client -o yaml
kubectl create rolebinding rb --clusterrole=view --user=bob --dry-run=client -o json
kubectl create rolebinding rb --dry-run=client
kubectl create rolebinding rb --role=a --serviceaccount=bot --dry-run=client
kubectl create clusterrolebinding crb --clusterrole=cluster-admin --user=root --dry-run=client -o yaml
kubectl create clusterrolebinding crb --dry-run=client
kubectl create clusterrole agg --aggregation-rule='rbac.example.com/aggregate=true' --dry-run=client -o yaml
kubectl create clusterrole agg --verb=get --dry-run=client -o yaml
kubectl create clusterrole agg --dry-run=client -o yaml
kubectl create role r --dry-run=client -o yaml
kubectl create role r --verb=get --dry-run=client -o yaml
kubectl create ingress web --rule='foo.com/bar=svc:80' --dry-run=client -o yaml
kubectl create ing web --class=nginx --rule='foo.com/*=svc:http,tls=secret' --rule='foo.com/admin=adm:8080' --annotation=a=b --dry-run=client -o json
kubectl create ingress web --default-backend=svc:80 --dry-run=client -o yaml
kubectl create ingress web --rule='/path*=svc:8080,tls' --dry-run=client -o yaml
kubectl create ingress web --rule=foo
kubectl create ingress web
kubectl create ingress web --default-backend=svc
kubectl create ingress web --rule='a.com/=s:80' --annotation=x
kubectl run web --image=nginx --rm --dry-run=client
