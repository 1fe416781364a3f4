/** Teachers for distillation: models whose logits a student is trained to reproduce. */
package org.recu.teacher;
