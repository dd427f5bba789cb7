# An authority, a server's certificate, and what openssl says of them.
mkdir -p /tmp/pki && cd /tmp/pki
openssl req -x509 -nodes -newkey rsa:2048 -days 365 -keyout ca.key -out ca.crt -subj "/CN=Lab CA/O=Lab" 2>/dev/null
openssl x509 -in ca.crt -noout -subject -issuer
openssl x509 -in ca.crt -noout -text | grep -A1 -E 'Basic Constraints|Version|Public Key Algorithm'
openssl req -new -newkey rsa:2048 -nodes -keyout shop.key -out shop.csr -subj "/CN=shop.example" 2>/dev/null
openssl req -in shop.csr -noout -subject -verify
head -1 ca.crt shop.key shop.csr
openssl x509 -req -in shop.csr -CA ca.crt -CAkey ca.key -CAcreateserial -out shop.crt -days 30
ls
openssl x509 -in shop.crt -noout -text | head -3
openssl verify -CAfile ca.crt shop.crt
openssl verify shop.crt
openssl verify ca.crt
printf 'subjectAltName=DNS:shop.example,IP:10.0.0.1,IP:fd00::1\nkeyUsage=critical,digitalSignature,keyEncipherment\nextendedKeyUsage=serverAuth,clientAuth\nbasicConstraints=CA:FALSE\n' > v3.ext
openssl x509 -req -in shop.csr -CA ca.crt -CAkey ca.key -out shop.crt -days 30 -extfile v3.ext
openssl x509 -in shop.crt -noout -text | grep -A1 -E 'Alternative|Key Usage|Constraints'
openssl x509 -in shop.crt -noout -ext subjectAltName
openssl x509 -in ca.crt -noout -ext subjectAltName
openssl x509 -in shop.crt -noout -checkhost shop.example
openssl x509 -in shop.crt -noout -checkhost www.shop.example
openssl x509 -in shop.crt -noout -checkend 86400
openssl x509 -in shop.crt -noout -checkend 99999999
openssl x509 -req -in shop.csr -CA ca.crt -CAkey shop.key -out wrong.crt 2>&1 | grep -v error
openssl x509 -req -in shop.csr -signkey shop.key -out self.crt -days 1
openssl verify -CAfile ca.crt self.crt
openssl rsa -in shop.key -check -noout
test "$(openssl x509 -in shop.crt -noout -modulus)" = "$(openssl rsa -in shop.key -noout -modulus)" && echo same key
openssl req -x509 -nodes -newkey rsa:2048 -keyout w.key -out w.crt -subj "/C=KR/ST=Seoul/O=Lab/OU=Net/CN=*.example" -addext "subjectAltName=DNS:*.example.org" 2>/dev/null
openssl x509 -in w.crt -noout -subject -nameopt RFC2253
openssl x509 -in w.crt -noout -checkhost a.example.org
openssl x509 -in w.crt -noout -checkhost a.b.example.org
openssl x509 -in nosuch.crt -noout -text 2>&1 | grep -v error
openssl x509 -in shop.key -noout 2>&1 | grep -v error
openssl req -new -key shop.key -subj "CN=x" -out x.csr
openssl req -new -key shop.key -subj "/CN=x/NOPE=y" -out x.csr
openssl req -x509 -nodes -newkey rsa:2048 -keyout /nosuch/k -out x.crt -subj /CN=x 2>&1 | tail -1
printf 'KR\n\n\nLab\n\nx.example\n\n\n\n' | openssl req -new -key shop.key -out x.csr
openssl req -in x.csr -noout -subject
openssl genrsa -out g.key 2048
head -1 g.key
openssl rand -hex 8 | wc -c
openssl rand -base64 32 | wc -c
echo hello > f && openssl dgst -sha256 f
openssl version
openssl nosuch
