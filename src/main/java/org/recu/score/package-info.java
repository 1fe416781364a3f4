/** Loss and accuracy as numbers, wherever they come from and go to. */
package org.recu.score;
