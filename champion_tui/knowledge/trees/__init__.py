"""Reads decision trees and checks them, alone and against the rest of the knowledge."""
