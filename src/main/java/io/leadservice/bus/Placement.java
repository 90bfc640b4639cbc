package io.leadservice.bus;

/** Where a request goes when more than one node runs the stage. */
public enum Placement {
    /** To an instance on this node by reference; to the cluster where there is none or all are full. */
    LOCAL_FIRST,
    /** To any instance of the cluster in turn. */
    CLUSTER
}
