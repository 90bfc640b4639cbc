package io.leadservice.config;

import java.time.Duration;

/**
 * What a connection may take of a node.
 *
 * @param maximum the most connections of a node
 * @param perAddress the most connections of one address, 0 for no limit
 * @param headTimeout how long the head of a request may take to come in
 * @param bodyTimeout how long its body may, except that of a batch
 */
public record ConnectionConfig(int maximum, int perAddress, Duration headTimeout, Duration bodyTimeout) {}
