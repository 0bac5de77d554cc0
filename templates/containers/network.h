/* The network of containers: the user's, or a small VPC of the service. That VPC has two public subnets and
 * no NAT gateway, so it costs nothing; its security group allows no connection from outside.
 * https://docs.aws.amazon.com/AmazonECS/latest/developerguide/fargate-task-networking.html */
#ifndef TEMPLATES_CONTAINERS_NETWORK_H
#define TEMPLATES_CONTAINERS_NETWORK_H
#include "templates/containers/container.h"

extern const struct form container_vpc_form;
/* Of all containers of the service, made when first asked for. */
const char *container_cluster(struct template *, const struct container *);
/* Lets what is in a network of the service's own in among each other. */
void container_network_open(struct template *, const struct container *);
struct node *container_way_out(struct template *); /* what must be there before a task can start */
/* Of what all containers in one network share. */
const char *container_network_id(struct template *, const struct container *, const char *part);
struct node *container_network(struct template *, const struct container *); /* AwsvpcConfiguration */
#endif
