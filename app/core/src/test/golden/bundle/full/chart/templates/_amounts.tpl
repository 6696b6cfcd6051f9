{{- /* Amounts in one unit, so that they can be compared. */ -}}
{{- define "model.mebibytes" -}}
{{- if hasSuffix "Gi" . }}{{ mul 1024 (trimSuffix "Gi" . | int) }}{{ else }}{{ trimSuffix "Mi" . }}{{ end -}}
{{- end -}}
{{- define "model.millicores" -}}
{{- $cpu := toString . -}}
{{- if hasSuffix "m" $cpu }}{{ trimSuffix "m" $cpu }}{{ else }}{{ mul 1000 (int $cpu) }}{{ end -}}
{{- end -}}
