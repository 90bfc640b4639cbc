/** How often something may happen: buckets that leak evenly, exact across nodes while Redis is there, for each node while not. */
@NullMarked
package io.leadservice.limit;

import org.jspecify.annotations.NullMarked;
