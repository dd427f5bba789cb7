# Printers: YAML's quoting, JSONPath, Go templates
kubectl create cm a --dry-run=client -o yaml --from-literal=c=yes --from-literal=d=012 --from-literal=e=1:30 --from-literal=f=$'a\nb' --from-literal=g=$'a\n' --from-literal=h=$' a\nb ' --from-literal=i=$'a\tb' --from-literal=j='a#b' --from-literal=k='a #b' --from-literal=l='"x"' --from-literal=m='it"s: x' --from-literal=n=- --from-literal=o='- x' --from-literal=p='{a' --from-literal=q='*'
kubectl create cm a --dry-run=client -o yaml --from-literal=r='한글' --from-literal=s='a😀' --from-literal=t=' ' --from-literal=u= --from-literal=v='~' --from-literal=w=null --from-literal=x=1e3 --from-literal=y=0x1f --from-literal=z=2020-01-01 --from-literal=aa=$'a\n\n\nb\n\n' --from-literal=ab=$'a \nb' --from-literal=ac='@x' --from-literal=ad='%x' --from-literal=ae='`x' --from-literal=af='a: b' --from-literal=ag='a:' --from-literal=ah='!x' --from-literal=ai='y'
kubectl create cm a --dry-run=client -o yaml --from-literal=aj='.5' --from-literal=ak='=' --from-literal=al='<<' --from-literal=am=1_000 --from-literal=a10=x --from-literal=a9=y --from-literal=A=z --from-literal=ao='---' --from-literal=ap='--- a' --from-literal=aq='?x' --from-literal=ar='? x' --from-literal=as='a, b' --from-literal=at='[x]' --from-literal=a.b=1 --from-literal=a-b=2 --from-literal=a_b=3 --from-literal=ab=4
kubectl create cm a --dry-run=client -o yaml --from-literal=long='aaaa bbbb cccc dddd eeee ffff gggg hhhh iiii jjjj kkkk llll mmmm nnnn oooo pppp qqqq rrrr ssss tttt uuuu vvvv: wwww xxxx'
kubectl create cm a --dry-run=client -o yaml --from-literal=long='aaaa bbbb cccc dddd eeee ffff gggg hhhh iiii jjjj kkkk llll mmmm nnnn oooo pppp qqqq rrrr ssss tttt uuuu vvvv wwww xxxx aaaa bbbb cccc dddd eeee ffff gggg hhhh iiii jjjj kkkk llll mmmm nnnn oooo'
kubectl create cm a --dry-run=client -o yaml --from-literal=long=$'aaaa bbbb cccc dddd eeee ffff gggg hhhh iiii jjjj kkkk llll mmmm nnnn oooo pppp qqqq rrrr ssss\ttttt uuuu vvvv wwww xxxx aaaa bbbb cccc dddd'
kubectl create cm a --dry-run=client --from-literal=x=1 --from-literal='y=<b&>' -o json
kubectl create cm a --dry-run=client --from-literal=x=1 --from-literal='y=<b&>' -o jsonpath='{.data}'
kubectl create cm a --dry-run=client --from-literal=x=1 -o jsonpath='{.data.x}'
kubectl create cm a --dry-run=client --from-literal=x=1 -o jsonpath='{.data.foo}'
kubectl create cm a --dry-run=client --from-literal=x=1 -o jsonpath='{.data.foo}' --allow-missing-template-keys=false
kubectl create cm a --dry-run=client --from-literal=x=1 -o jsonpath='{.data'
kubectl create cm a --dry-run=client -o jsonpath=
kubectl create cm a --dry-run=client -o jsonpath
kubectl create cm a --dry-run=client --from-literal=x=1 -o 'jsonpath={.data.x[0]}'
kubectl create cm a --dry-run=client --from-literal=x=1 -o jsonpath-as-json='{.data}'
kubectl create cm a --dry-run=client --from-literal=x=1 -o 'jsonpath={range .data.x}a{end}'
kubectl create cm a --dry-run=client --from-literal=x=1 -o 'jsonpath={.foo[?(@.x==1)]}'
kubectl create cm a --dry-run=client --from-literal=x=1 -o jsonpath='{.data.x}{"\n"}{.kind}'
kubectl create cm a --dry-run=client --from-literal=x.y=1 -o jsonpath='{.data.x\.y}{.data["x.y"]}'
kubectl create cm a --dry-run=client --from-literal=x.y=1 -o jsonpath="{.data['x\.y']}"
kubectl create cm a --dry-run=client -o jsonpath='{end}'
kubectl create cm a --dry-run=client -o jsonpath='{foo}'
kubectl create cm a --dry-run=client -o jsonpath='{.kind' 
kubectl create cm a --dry-run=client -o jsonpath='{..name}'
kubectl create cm a --dry-run=client -o jsonpath='{.metadata[*]}'
kubectl create cm a --dry-run=client -o jsonpath='{.metadata[abc]}'
kubectl create cm a --dry-run=client -o jsonpath='{.metadata[0}'
kubectl create cm a --dry-run=client -o 'jsonpath={"a}'
kubectl create cm a --dry-run=client -o jsonpath='{#}'
kubectl create deployment d --image=a --image=b --image=c --dry-run=client -o jsonpath='{.spec.template.spec.containers[*].name}'
kubectl create deployment d --image=a --image=b --image=c --dry-run=client -o jsonpath='{range .spec.template.spec.containers[*]}{.name}={.image}{"\n"}{end}'
kubectl create deployment d --image=a --image=b --image=c --dry-run=client -o jsonpath='{.spec.template.spec.containers[?(@.name=="b")].image}'
kubectl create deployment d --image=a --image=b --image=c --dry-run=client -o jsonpath='{.spec.template.spec.containers[0:2].name}'
kubectl create deployment d --image=a --image=b --image=c --dry-run=client -o jsonpath='{.spec.template.spec.containers[-1].name}'
kubectl create deployment d --image=a --image=b --image=c --dry-run=client -o jsonpath='{.spec.template.spec.containers[-1:].name}'
kubectl create deployment d --image=a --image=b --image=c --dry-run=client -o jsonpath='{.spec.template.spec.containers[5].name}'
kubectl create deployment d --image=a --image=b --image=c --dry-run=client -o jsonpath='{.spec.template.spec.containers[0,2].name}'
kubectl create deployment d --image=a --image=b --image=c --dry-run=client -o jsonpath='{.spec.template.spec.containers[*].resources}'
kubectl create deployment d --image=a --image=b --image=c --dry-run=client -o jsonpath='{.spec.replicas} {.spec.paused}'
kubectl create deployment d --image=a --image=b --image=c --dry-run=client -o jsonpath='{.spec.template.spec.containers[?(@.name>"a")].name}'
kubectl create deployment d --image=a --image=b --image=c --dry-run=client -o jsonpath='{.spec.template.spec.containers[?(@.name==1)].name}'
kubectl create deployment d --image=a --dry-run=client -o jsonpath='{.spec.template.spec["containers"]}'
kubectl create cm a --dry-run=client --from-literal=x=1 -o 'go-template={{.data.x}}'
kubectl create cm a --dry-run=client --from-literal=x=1 -o 'go-template={{.data.foo}}'
kubectl create cm a --dry-run=client --from-literal=x=1 -o 'go-template={{.data.foo.bar}}'
kubectl create cm a --dry-run=client --from-literal=x=1 -o 'go-template={{.data.x'
kubectl create cm a --dry-run=client --from-literal=x=1 -o 'go-template={{foo}}'
kubectl create cm a --dry-run=client -o go-template
kubectl create cm a --dry-run=client --from-literal=x=1 --from-literal=y=2 -o template --template='{{range $k, $v := .data}}{{$k}}={{$v}} {{end}}{{.}}'
kubectl create cm a --dry-run=client --from-literal=x=1 --template='{{.kind}}'
kubectl create cm a --dry-run=client --from-literal=x=1 -o go-template='{{.data.x.y}}'
kubectl create cm a --dry-run=client --from-literal=x=1 -o go-template='{{len .data}} {{index .data "x"}} {{printf "%s-%d" .data.x 5}}'
kubectl create cm a --dry-run=client --from-literal=x=1 -o 'go-template={{.data.x | base64decode}}'
kubectl create cm a --dry-run=client --from-literal=x=1 -o 'go-template={{if eq .kind "ConfigMap"}}yes{{else}}no{{end}}{{with .nope}}a{{else}}b{{end}}{{/* c */}}{{- " z" -}}   end'
kubectl create cm a --dry-run=client --from-literal=x=1 -o 'go-template={{range .data}}{{.}}{{"\n"}}{{end}}{{if and .kind .data}}ok{{end}}{{not true}}'
kubectl create deployment d --image=a --image=b --dry-run=client -o 'go-template={{range $i, $c := .spec.template.spec.containers}}{{if $i}}, {{end}}{{$c.name}}{{end}}{{.spec.replicas}}'
kubectl create deployment d --image=a --dry-run=client -o jsonpath-file=/nope
kubectl create deployment d --image=a --dry-run=client -o go-template-file=/nope
kubectl create cm a --dry-run=client -o custom-columns=A:.a
kubectl create cm a --dry-run=client -o kyaml --from-literal=x=1 --from-literal=y=2 --from-literal='a.b=c"d'
kubectl create deployment d --image=a --image=b --dry-run=client -o kyaml
kubectl create cm a --dry-run=client -o wide
kubectl create cm a --dry-run=client -o YAML
