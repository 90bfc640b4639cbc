package io.leadservice.config;

/** How nodes find each other. Multicast is none of them. */
public enum Discovery {
    /** At the configured addresses. */
    STATIC,
    /** At all addresses of a name, such as that of a headless service. */
    DNS,
    /** At the pods of a service, by asking Kubernetes. */
    KUBERNETES
}
