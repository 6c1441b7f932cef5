"""The world beyond this machine: pages, mail, messages, the signer, object storage."""
