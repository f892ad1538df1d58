"""Forms look like ours wherever they come from: `FORM_RENDERER` sends every `{{ form }}` through our components."""

from django.forms.renderers import TemplatesSetting


class FormRenderer(TemplatesSetting):
    """Renders forms and fields with web/components."""

    form_template_name = "web/components/form.html"
    field_template_name = "web/components/field.html"
