/**
 * Teachers: networks whose logits a student is trained to give, run in inference mode beside it.
 */
package org.recu.teacher;
