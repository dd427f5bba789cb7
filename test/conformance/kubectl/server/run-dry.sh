# kubectl run without starting anything
kubectl run web --image=nginx --dry-run=client -o yaml
kubectl run web --image=nginx --dry-run=client -o json
kubectl run web --image=nginx --port=80 --labels=app=web,env=prod --env=A=1 --env=B= --dry-run=client -o yaml
kubectl run web --image=busybox --restart=Never --dry-run=client -o yaml -- sh -c 'sleep 10'
kubectl run web --image=busybox --restart=OnFailure --command --dry-run=client -o yaml -- sleep 10
kubectl run web --image=nginx --privileged --image-pull-policy=Always --annotations=a=b --dry-run=client -o yaml
kubectl run web --image=nginx --port=80 --expose --dry-run=client -o yaml
kubectl run web --image=nginx --port=80 --expose --dry-run=client -o json
kubectl run web --image=nginx --expose --dry-run=client
kubectl run web --image=nginx --restart=Foo --dry-run=client
kubectl run web --image=nginx --image-pull-policy=Foo --dry-run=client
kubectl run web --image=UPPER --dry-run=client
kubectl run web --image=
kubectl run --image=nginx
kubectl run web --image=nginx -t --dry-run=client
kubectl run web --image=nginx --rm --dry-run=client
kubectl run web --image=nginx -it --dry-run=client -o yaml
kubectl run web --image=nginx --port=abc --dry-run=client
kubectl run web --image=nginx --env=A --dry-run=client
kubectl run web --image=nginx --labels=a --dry-run=client
kubectl run web --image=nginx --dry-run=client -o yaml --overrides='{"spec":{"nodeName":"node01"}}'
kubectl run web --image=nginx --dry-run=client -o jsonpath='{.spec.containers[0].image}{"\n"}'
kubectl run web --image=nginx -n dev --dry-run=client -o yaml
