package io.leadservice.config;

/**
 * How a verticle type runs on this node.
 *
 * @param instances how many; 0 means not on this node
 * @param window how many requests an instance works on at once, and as many may wait
 * @param localFirst whether requests go to this node's instances before the cluster's
 * @param min the fewest instances that it is scaled to by the use of its windows
 * @param max the most; 0 leaves the number alone
 */
public record StageConfig(int instances, int window, boolean localFirst, int min, int max) {}
