/** Kafka, Redis and MongoDB on this machine, in the process or beside it, for development and for tests. */
@NullMarked
package io.leadservice.embedded;

import org.jspecify.annotations.NullMarked;
