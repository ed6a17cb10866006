"""The exercises of section 6.5, losses, in the order of the book."""

from feedforward.exercises.losses.cross_entropy import CROSS_ENTROPY
from feedforward.exercises.losses.cross_entropy_backward import CROSS_ENTROPY_BACKWARD
from feedforward.exercises.losses.gaussian_nll import GAUSSIAN_NLL
from feedforward.exercises.losses.kl_divergence import KL_DIVERGENCE
from feedforward.exercises.losses.mse import MSE
from feedforward.exercises.losses.mse_backward import MSE_BACKWARD
from feedforward.exercises.losses.softmax import SOFTMAX

SECTION = "6.5_losses"
EXERCISES = (
    MSE,
    GAUSSIAN_NLL,
    MSE_BACKWARD,
    SOFTMAX,
    KL_DIVERGENCE,
    CROSS_ENTROPY,
    CROSS_ENTROPY_BACKWARD,
)
