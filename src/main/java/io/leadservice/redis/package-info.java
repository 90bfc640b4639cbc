/** Redis as something that may be away: a link that never keeps its caller waiting, and the cache of results over it. */
@NullMarked
package io.leadservice.redis;

import org.jspecify.annotations.NullMarked;
