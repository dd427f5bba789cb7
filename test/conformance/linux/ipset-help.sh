# The help texts of ipset and its types.
ipset
ipset help
ipset help hash:ip
ipset help hash:net
ipset help hash:ip,port
ipset help hash:net,port
ipset help hash:ip,port,ip
ipset help hash:ip,port,net
ipset help hash:net,iface
ipset help bitmap:port
ipset help bitmap:ip
ipset help bitmap:ip,mac
ipset help list:set
ipset help nosuch
ipset version
ipset -V
