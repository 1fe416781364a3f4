/** CIFAR-10 and CIFAR-100 in their binary and Python versions. */
package org.recu.data.cifar;
