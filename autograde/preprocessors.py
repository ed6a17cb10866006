"""Keep an old name of autograde.record.preprocessors, which configuration files may still use."""

from .record.preprocessors import Grade, Rebuild

__all__ = ["Grade", "Rebuild"]
