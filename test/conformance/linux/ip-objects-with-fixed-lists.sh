ip tcp_metrics
ip tcpmetrics show
ip mroute
ip mroute show
ip mrule
ip mrule show
ip addrlabel
ip addrlabel list
