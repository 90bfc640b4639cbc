/** The embedded model: additive lookup tables, their file and its checks. */
@NullMarked
package io.leadservice.scoring.model;

import org.jspecify.annotations.NullMarked;
