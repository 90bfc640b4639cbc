/** The composition root: builds Vert.x, puts the stages together, starts and stops them in order. */
@NullMarked
package io.leadservice;

import org.jspecify.annotations.NullMarked;
