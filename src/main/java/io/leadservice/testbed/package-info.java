/** A service and its back ends as processes of their own, for whoever breaks or measures it. */
@NullMarked
package io.leadservice.testbed;

import org.jspecify.annotations.NullMarked;
