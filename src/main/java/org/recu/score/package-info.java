/** Loss and accuracy as numbers, independent of how they are computed and reported. */
package org.recu.score;
