"""The library for a clinic's record system: files named by their codes, and a description in FHIR R4.

`openemr` names each file as OpenEMR looks for it, `fhir` describes in one file what a run has made. Both know
the library only: nothing here is made for, or says anything about, a patient.
"""
