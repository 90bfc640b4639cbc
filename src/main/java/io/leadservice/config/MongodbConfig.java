package io.leadservice.config;

import java.time.Duration;
import java.util.Optional;

/**
 * The store.
 *
 * @param uri connection string with the database in its path; empty starts the embedded store
 * @param poolSize the most connections
 * @param timeout the longest wait for a server, a connection and an answer
 * @param groupCommit how inserts at the same time become one write
 */
public record MongodbConfig(Optional<Secret> uri, int poolSize, Duration timeout, GroupCommitConfig groupCommit) {}
