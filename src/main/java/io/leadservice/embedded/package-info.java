/** Kafka, Redis and a MongoDB-compatible store inside the process: for a fresh machine and for tests. */
@NullMarked
package io.leadservice.embedded;

import org.jspecify.annotations.NullMarked;
