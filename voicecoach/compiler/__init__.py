"""The compiler: script and settings to a plan, plan and measured speech to a timeline."""
