"""HTTP helpers shared by all views: typed requests, partials, paging, errors as pages."""
