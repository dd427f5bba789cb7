# Every kind described, listed and deleted
kubectl create ns prod
kubectl create quota q --hard=pods=2,requests.cpu=1,limits.memory=1Gi -n prod
kubectl create quota q2 --hard=pods=2 --scopes=BestEffort -n prod
kubectl describe quota q q2 -n prod
kubectl create -f - <<'END'
apiVersion: v1
kind: LimitRange
metadata: {name: lr, namespace: prod}
spec:
  limits:
  - type: Container
    default: {cpu: 500m}
    defaultRequest: {cpu: 100m}
    max: {cpu: "1"}
    min: {cpu: 10m}
  - type: Pod
    max: {memory: 1Gi}
  - type: PersistentVolumeClaim
    min: {storage: 1Gi}
---
apiVersion: v1
kind: PersistentVolume
metadata: {name: pv1}
spec:
  capacity: {storage: 1Gi}
  accessModes: [ReadWriteOnce, ReadOnlyMany]
  hostPath: {path: /data}
  storageClassName: manual
---
apiVersion: v1
kind: PersistentVolume
metadata: {name: pv2}
spec:
  capacity: {storage: 2Gi}
  accessModes: [ReadWriteMany]
  persistentVolumeReclaimPolicy: Delete
  nfs: {path: /data, server: 10.0.0.1}
  nodeAffinity:
    required:
      nodeSelectorTerms:
      - matchExpressions:
        - {key: kubernetes.io/hostname, operator: In, values: [node01]}
---
apiVersion: v1
kind: PersistentVolumeClaim
metadata: {name: claim}
spec:
  accessModes: [ReadWriteOnce]
  storageClassName: manual
  resources: {requests: {storage: 500Mi}}
---
apiVersion: storage.k8s.io/v1
kind: StorageClass
metadata: {name: fast, annotations: {storageclass.kubernetes.io/is-default-class: "true"}}
provisioner: kubernetes.io/no-provisioner
volumeBindingMode: WaitForFirstConsumer
allowVolumeExpansion: true
parameters: {type: pd-ssd}
reclaimPolicy: Retain
mountOptions: [debug]
---
apiVersion: networking.k8s.io/v1
kind: NetworkPolicy
metadata: {name: np}
spec:
  podSelector: {matchLabels: {app: db}}
  policyTypes: [Ingress, Egress]
  ingress:
  - from:
    - podSelector: {matchLabels: {app: web}}
      namespaceSelector: {matchLabels: {env: prod}}
    - ipBlock: {cidr: 10.0.0.0/8, except: [10.1.0.0/16]}
    ports: [{port: 3306, protocol: TCP}, {port: 8000, endPort: 9000}]
  egress:
  - {}
---
apiVersion: networking.k8s.io/v1
kind: NetworkPolicy
metadata: {name: deny}
spec:
  podSelector: {}
  policyTypes: [Ingress]
---
apiVersion: networking.k8s.io/v1
kind: IngressClass
metadata: {name: nginx}
spec: {controller: k8s.io/ingress-nginx}
---
apiVersion: scheduling.k8s.io/v1
kind: PriorityClass
metadata: {name: high}
value: 1000
description: important
---
apiVersion: batch/v1
kind: CronJob
metadata: {name: cj}
spec:
  schedule: "*/5 * * * *"
  jobTemplate:
    spec:
      template:
        spec:
          restartPolicy: Never
          containers: [{name: c, image: busybox, command: [date]}]
---
apiVersion: policy/v1
kind: PodDisruptionBudget
metadata: {name: pdb}
spec:
  minAvailable: 50%
  selector: {matchLabels: {app: web}}
---
apiVersion: discovery.k8s.io/v1
kind: EndpointSlice
metadata: {name: es, labels: {kubernetes.io/service-name: foo}}
addressType: IPv4
endpoints:
- addresses: [10.1.2.3]
  conditions: {ready: true}
  nodeName: n1
  targetRef: {kind: Pod, name: x, namespace: default}
ports: [{name: http, port: 80, protocol: TCP}]
---
apiVersion: v1
kind: Endpoints
metadata: {name: ext}
subsets:
- addresses: [{ip: 10.5.5.5}, {ip: 10.5.5.6}]
  notReadyAddresses: [{ip: 10.5.5.7}]
  ports: [{port: 80}, {name: https, port: 443}]
END

kubectl describe ns prod
kubectl describe limits -n prod
kubectl describe pv
kubectl describe pv pv2
kubectl describe pvc claim
kubectl describe sc
kubectl describe ingressclass
kubectl describe pc high
kubectl describe cj
kubectl describe pdb
kubectl describe endpointslice es
kubectl describe ep ext
kubectl create ingress ing --rule="foo.com/bar=svc1:8080,tls=my-cert" --rule="*/=svc2:http" --class=nginx --default-backend=d:80 --annotation=a=b
kubectl describe ing ing
kubectl create job j --image=busybox -- sh -c 'echo hi'
kubectl describe job j
kubectl create job from --from=cronjob/cj
kubectl describe job from
kubectl create job from2 --from=cronjob/nosuch
kubectl get all -n prod
kubectl get pv,pvc,sc
kubectl get pv,pvc,sc -o wide
kubectl get endpointslices,ep
kubectl get pc
kubectl describe pods -n prod
kubectl run q1 --image=nginx -n prod
kubectl run q2 --image=nginx -n prod
kubectl run q3 --image=nginx -n prod
kubectl describe quota -n prod
kubectl create deployment dq --image=nginx --replicas=2 -n prod
kubectl describe pod q1 -n prod
kubectl describe crd
kubectl describe apiservice v1.apps
kubectl describe csr
kubectl describe lease -A
kubectl describe flowschema exempt
kubectl describe prioritylevelconfiguration exempt
kubectl describe validatingwebhookconfiguration
kubectl describe controllerrevision
kubectl describe hpa
kubectl describe svc kubernetes
kubectl describe cm kube-root-ca.crt | head -8
kubectl describe ns,sa
kubectl describe -f nosuch.yaml
kubectl describe -l app=nosuch pods
kubectl describe all
kubectl describe pod -A
kubectl delete pvc claim --wait=false
kubectl get pvc
kubectl delete ns prod
kubectl delete ns default
kubectl delete pv pv1
kubectl delete pods --all
kubectl delete pod,svc -l app=nothing
kubectl delete cj/cj job/j
kubectl delete deploy
kubectl delete
kubectl delete pod a b --force
kubectl delete pod a b --force --grace-period=0
kubectl delete pod a --grace-period=0
kubectl delete svc kubernetes
kubectl delete ing ing --dry-run=client
kubectl delete ing ing --dry-run=server
kubectl delete ing ing -o name
kubectl delete ing --all -n default
kubectl delete netpol np deny --cascade=foreground
kubectl delete sc fast --cascade=foo
kubectl delete pc high --now
kubectl delete pc system-node-critical
kubectl delete --raw /api/v1/namespaces/default/endpoints/ext
kubectl delete nosuch x
kubectl delete node n1
kubectl delete jobs --all --field-selector=status.successful=1
kubectl delete pods --field-selector=foo=1
kubectl delete all --all -n nowhere
