"""Google Cloud: gcloud's files, credentials, tokens and requests to Google's APIs."""
