# The exercise, as far as steps 4 to 16 go.
student "bash /run/lab/typed.sh"
