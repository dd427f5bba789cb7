#!/bin/bash
kubectl exec busybox ip route
