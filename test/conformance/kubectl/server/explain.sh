kubectl explain nodes.status.addresses
kubectl explain deployments.spec.strategy
kubectl explain services.spec.ports
kubectl explain ingress.spec.rules.http.paths
kubectl explain networkpolicies.spec.ingress.from
kubectl explain endpointslices.endpoints
kubectl explain daemonsets.spec.updateStrategy --recursive
kubectl explain pods.spec.dnsConfig --recursive
kubectl explain configmaps.data
kubectl explain jobs.spec.template.spec.restartPolicy
kubectl explain certificatesigningrequests.spec
kubectl explain roles.rules
kubectl explain nosuch
kubectl explain pod.nosuch
kubectl explain
